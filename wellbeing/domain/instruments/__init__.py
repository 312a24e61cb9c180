"""Questionnaires: what each one asks, word for word, and what may be made of the answers.

Each published one stands in a folder of its own with its licence beside it, outside the licence of the code;
a folder that is deleted takes its questionnaire away and nothing else.
"""
