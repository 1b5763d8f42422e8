"""Compare the desired files with the disk and write the changes: the one package that writes.

file_plan         File, Removal, FileChange, FilePlan, and the Disk that planning reads
planning          what a run does to each file (pure: it reads through a Disk)
merge, hunks      three-way merge of lines (pure)
encoding_details  line endings, byte order mark and final newline (pure)
directory         an open folder whose entries are used without following links
tree              a project's folders, and the real locations of its files
disk              the Disk of a project's folder, and the paths in it
surroundings      files in the folders above a project
apply_changes     write a plan in two steps, and finish an interrupted run
staging           first step: write every new text to .scaffold/pending
manifest          the list of what an interrupted run still has to do
file_moves        second step: move the texts to their files, or roll back
replace_file      replace a file only if its content is what was read
conflicts         the texts with conflict markers in .scaffold/conflict
runlock           one run at a time in a folder
diff              a change as a unified diff
temporary         the system's temporary folder
cache             whether anything changed since the last run
"""
