"""Visits in: a ministry's list of services, as a file or row by row, read, told what is wrong with it, stored and drawn from.

``table`` and ``workbook`` read a file, ``headers`` finds out which column is what, ``cells`` understands a row, ``examine`` a
whole list; ``preview`` says what would become of it; ``load`` stores it, ``stream`` what a queue system posts.
"""
