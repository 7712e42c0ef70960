"""The law as the rest of the program sees it: sources, days, periods, amounts.

Instruments and their articles (`citation`), numbers of the law with the day they took effect
(`dated`), the calendar of working days (`calendar`), periods and their arithmetic (`period`), the
clock of Beijing (`beijing`), money (`money`), and which rule carries out which article
(`coverage`). Pure: no database, no request, no wall clock.
"""
