"""Words of a question that say nothing of its subject, accent-folded."""

from __future__ import annotations

from corpus.lexical import terms

_VIETNAMESE = """
    la va cua cho thi ma co khong nhu the nao gi bao nhieu may ra lam duoc bi boi voi tu den trong
    ngoai tren duoi ve tai o vao cac nhung mot moi day do kia ay nay se da dang chua hay hoac neu
    khi vi nen cung rang ai sao dau can phai muon hoi xin vui long cho biet toi em anh chi ban
    minh nhe nhi a u vay roi lai cai con nhieu it hon nhat rat qua khi bang de theo con nua ha nha
    ko dc vs k sau truoc giup hien gio luc hoi dung
""".split()
_ENGLISH = """
    what which who whom when where how many much long is are was were be been the of in on for to
    does do did and or has have had can could should would will mi my i we you a an it its this that
    these those please tell me about from with by under between per there any s as at than into
""".split()
_STOP = frozenset(_VIETNAMESE) | frozenset(_ENGLISH)


def is_stop(term: str) -> bool:
    """Whether a term (a folded syllable or a pair of them) says nothing by itself."""
    return all(word in _STOP for word in term.split(" "))


def telling(text: str) -> set[str]:
    """The folded syllables and numbers of a text that say something by themselves."""
    return {term for term in terms(text) if " " not in term and not is_stop(term)}
