"""Other systems on the same question sets: `python -m eval.peers`.

Each peer is a script in a folder of its own, run in an environment of its own (`build/peers`). It gets
the documents and questions as JSON lines and gives answers back in the contract's JSON; what it says is
scored by `eval.measures`, as ours is. `adapter` is what the scripts share: the standard library alone.
"""
