"""Where the program differs from what a judge expects by a deliberate reading, and why."""

# Of the scenarios: by name.
KNOWN = {
    "w-vendor-in-thread": "rule 2a: a person's mail in the thread is an attempt whoever wrote it; "
    "a third party who writes to us in it waits for us as well",
    "x-notice-between": "rule 3 says 'the nearest in time': pairs are joined nearest first, not so "
    "that as many as possible find a partner",
    "x-request-in-attachment": "rule 5: a mail that only thanks is told by its text; what an "
    "attachment shows is not read",
}

# Of the wordings: by text.
KNOWN_WORDINGS = {
    "It works now. Thank you!": "withdrawn: wants nothing either, and ends what was open",
    "Brilliant, all good now.": "withdrawn: wants nothing either, and ends what was open",
    "Danke, funktioniert wieder.": "withdrawn: wants nothing either, and ends what was open",
    "We are very happy with the new printer. Thanks!": "in doubt a message counts as waiting",
}
