"""The rows of the assessment in the table of doors; the columns are told in `doors`.

The lead and the assisting unit are assessed in one group, the unit without a part in another; the
section stands below an assessed unit and is none itself.
"""

BOARD = """
assessment:latest                     GET  .... .... 3333 33 33 2 33 33 .3 ... . s
assessment:period                     GET  .... .... 3333 33 33 . 33 33 .3 ... . s
assessment:board                      GET  .... .... 2222 22 .. . 22 22 .2 ... . s
assessment:sheet                      GET  .... .... 2222 22 .. . 22 22 .2 ... . s
assessment:composition                GET  .... .... 2222 22 .. . 22 22 .2 ... . s
assessment:scores_excel               GET  .... .... .... .. .. . 22 22 .2 ... . s
assessment:term                       GET  .... .... 2222 .. .. . 22 22 .2 ... . s
assessment:what_if                    GET  .... .... .... .. .. . .. .. .2 ... . s
"""
