/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_STAT_H
#define _UAPI_LINUX_STAT_H

#define S_IFMT	00170000
#define S_IFREG	0100000
#define S_IFCHR	0020000
#define S_IFDIR	0040000
#define S_IRWXU	00700
#define S_IRUSR	00400
#define S_IWUSR	00200
#define S_IXUSR	00100
#define S_IRWXG	00070
#define S_IRGRP	00040
#define S_IWGRP	00020
#define S_IXGRP	00010
#define S_IRWXO	00007
#define S_IROTH	00004
#define S_IWOTH	00002
#define S_IXOTH	00001

#define S_IFSOCK	0140000
#define S_IFLNK		0120000
#define S_IFBLK		0060000
#define S_IFIFO		0010000
#define S_ISLNK(m)	(((m) & S_IFMT) == S_IFLNK)
#define S_ISREG(m)	(((m) & S_IFMT) == S_IFREG)
#define S_ISDIR(m)	(((m) & S_IFMT) == S_IFDIR)
#define S_ISCHR(m)	(((m) & S_IFMT) == S_IFCHR)
#define S_ISBLK(m)	(((m) & S_IFMT) == S_IFBLK)

#define STATX_TYPE		0x00000001U
#define STATX_MODE		0x00000002U
#define STATX_SIZE		0x00000200U
#define STATX_BASIC_STATS	0x000007ffU

#endif /* _UAPI_LINUX_STAT_H */
