"""Pages as pictures: a scan, a photograph or a PDF page without good text, made into lines.

    file ─ picture ─► picture ─ prepare ─► one upright grey page each ─ lines ─► line boxes
         ─ recognition ─► Recognised ─ layout ─► Arranged, in reading order ─► Page

`picture` decodes within limits, `prepare` turns, straightens and cleans (and remembers how to get
back to the picture as it was), `lines` finds and mends the boxes of printed lines, `layout` puts
what was recognised in them into the order in which people read an official document.
"""
