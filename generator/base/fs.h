/* L0: files and folders. Paths are UTF-8 or any bytes but NUL. A failed call
 * returns false (or -1) and leaves the reason in errno. */
#ifndef JIEBAO_BASE_FS_H
#define JIEBAO_BASE_FS_H

#include "base/arena.h"

typedef enum FsKind { FS_NONE, FS_FILE, FS_DIR, FS_OTHER } FsKind;

/* What tells whether a file changed, without reading it. ctime is there
 * because rsync -t, tar and cp -p restore size and mtime. */
typedef struct FsStat {
    FsKind kind;
    int64_t size;     /* bytes */
    int64_t mtime_ns; /* since the epoch, modulo 2^64 */
    int64_t ctime_ns;
    uint64_t inode;
} FsStat;

/* Follows no symbolic link at the last step. False only where the system
 * refuses to say; a missing file is true with kind FS_NONE. */
bool fs_stat(Str path, FsStat *st, Arena scratch);

/* The same for a name under an open folder, or for an open file. */
bool fs_stat_at(int dirfd, const char *name, FsStat *st);
bool fs_stat_fd(int fd, FsStat *st);
/* Equal in all that is in them: the file has not been touched. */
bool fs_stat_same(const FsStat *a, const FsStat *b);
/* Whether a change after now_ns (by the file system's own clock) could leave
 * the stat as it is: within a tick of the system's clock, or of what file
 * systems keep that know whole seconds only. */
bool fs_stat_young(const FsStat *st, int64_t now_ns);

/* The whole of a regular file, at most max bytes (else errno = EFBIG; EISDIR
 * for a folder, ESPIPE for anything else). A symbolic link as last step is
 * followed only with `follow`. *st (may be NULL) is of the opened file. */
bool fs_read(Str path, int64_t max, bool follow, Arena *a, Str *out,
             FsStat *st);
/* All of standard input, at most max bytes. */
bool fs_read_stdin(int64_t max, Arena *a, Str *out);

/* Opens a regular file as fs_read does; -1 where that fails. fs_close ends it.
 */
int fs_open(Str path, bool follow, Arena scratch, FsStat *st);
/* 1 to n bytes of an open file, 0 at its end, -1 with errno. */
ptrdiff_t fs_read_some(int fd, char *to, ptrdiff_t n);
/* As many bytes as there are, at most n; -1 with errno. */
ptrdiff_t fs_read_full(int fd, char *to, ptrdiff_t n);
void fs_close(int fd);

/* Makes the folder and its parents where they are missing. */
bool fs_mkdirs(Str path, Arena scratch);
/* Writes beside the place and renames: readers see the old bytes or the new.
 * With `sync` the file and its folder reach the disk before it returns. */
bool fs_write_atomic(Str path, Str bytes, bool sync, Arena scratch);
/* Adds bytes at the end of a file (made where missing), and brings it to the
 * disk. A write that failed in between may have added a part of them. */
bool fs_append(Str path, Str bytes, Arena scratch);
bool fs_remove(Str path, Arena scratch);
/* What is added to a file's name while it is written. */
#define FS_TEMP_ENDING S(".tmp~")
/* Brings a folder's entries (made, renamed, removed) to the disk; true where
 * the file system cannot do that for folders. */
bool fs_sync_dir(Str dir, Arena scratch);
/* All bytes to an open file, again after EINTR and short writes. */
bool fs_write_fd(int fd, Str bytes);
/* An open file to its end; size is a hint, more than max is EFBIG. */
bool fs_read_fd(int fd, int64_t size, int64_t max, Arena *a, Str *out);

typedef struct FsEntry {
    Str path; /* relative to the folder that was listed, "/" between parts */
    FsStat st;
} FsEntry;
typedef struct FsList {
    FsEntry *v;
    ptrdiff_t n;
} FsList;
/* Files (and, where `recurse`, those below sub-folders) of a folder, sorted by
 * path bytes. Names that begin with "." are left out; symbolic links are
 * listed as FS_OTHER and never entered. A sub-folder that cannot be read, or
 * lies more than 64 deep, is listed as FS_DIR with size = -errno; a file whose
 * state the system does not tell as FS_OTHER with size = -errno. */
bool fs_list(Str dir, bool recurse, Arena *a, FsList *out);

/* An exclusive lock on dir/name (made where missing) that dies with the
 * process. Returns a descriptor to keep open, or -1 (EWOULDBLOCK: taken). */
int fs_lock(Str dir, Str name, Arena scratch);

/* Did the system fail, so that nobody knows what is there? Not so where nothing
 * is, or something that is no file or folder of a size to be read. */
bool fs_failed(int err);

/* What errno says: "why.no-entry" and kin, which a diagnostic shows in its
 * language, for what users meet; for all else the system's own words. */
Str fs_reason(int err);

#endif
