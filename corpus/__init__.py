"""Everything about documents, up to the store: read, clean, structure, cut, embed, index.

The road is the list of modules: `readers` → `vietnamese` → `structure` → `chunks` → `embedding`
→ `index`. Nothing here knows of questions.
"""
