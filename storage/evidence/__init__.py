"""What a report is computed from besides counts: visits, texts, consents, money, and how answers came in.

Every question is asked for some days of one ministry, and costs what lies in these days, whatever lies before them.
"""
