"""Facts recorded for or against a firm, and the tier they lead to.

Later stages push facts down here (a finding, a penalty, a missed report); nobody types a score. Score
and tier are computed for a day and a version of the rules, and say which fact took how many points
until when. Repair ends the effect and the publicity of a fact; it never deletes it. The supervision
tier A to D has nothing to do with the dispatch scale, the labour-law grade or the voluntary A to AAAAA.
"""
