"""Desired files and the disk → changes → disk: the one place that writes.

types      File, Removal, Change, Plan
plan       what a run would do to each file (pure, but for a `Disk` to read)
merge      three-way merge of lines (pure), on top of hunks
text       line endings, byte order mark and last newline (pure)
directory  an open folder, in which no link is followed
tree       the folders of a project, and where its files really are
disk       reading a project's folder, and the paths in it
apply      writing a plan in two steps, and finishing a run that was killed
staging    its first step: every text, written aside
manifest   what a run does to which file, for the run after a kill
moves      its second step, and putting back
replace    replacing a file only where it still is what was read
conflicts  the texts with markers that a person resolves
runlock    one run at a time
diff       a change as a unified diff
temporary  faults of the system's temporary folder, in words
cache      whether anything changed since the last run
"""
