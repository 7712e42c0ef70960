"""From a sign of a breach to a case, or to the reason why there is none.

A lead has a source, a party and facts; somebody looks into it, finds the standard for opening met, joins it to another,
or asks a second person to dismiss it. A standard met and no case opened in time is itself a breach by the office
(《行政处罚法》第七十六条第二款): the alarm tells the organ and the city, and the supervisor sees who was late.
"""
