/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_STAT_H
#define _LINUX_STAT_H

#include <uapi/linux/stat.h>
#include <linux/types.h>
#include <linux/time64.h>
#include <linux/uidgid.h>

struct kstat {
	u32 result_mask;
	umode_t mode;
	unsigned int nlink;
	u64 ino;
	dev_t dev;
	dev_t rdev;
	kuid_t uid;
	kgid_t gid;
	loff_t size;
	struct timespec64 atime;
	struct timespec64 mtime;
	struct timespec64 ctime;
	u64 blocks;
};

#define S_IRUGO		(S_IRUSR | S_IRGRP | S_IROTH)
#define S_IWUGO		(S_IWUSR | S_IWGRP | S_IWOTH)
#define S_IXUGO		(S_IXUSR | S_IXGRP | S_IXOTH)
#define S_IRWXUGO	(S_IRWXU | S_IRWXG | S_IRWXO)

#endif /* _LINUX_STAT_H */
