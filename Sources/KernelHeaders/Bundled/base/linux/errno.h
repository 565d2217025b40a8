/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ERRNO_H
#define _LINUX_ERRNO_H

#include <uapi/linux/errno.h>

#define ERESTARTSYS	512
#define ERESTARTNOINTR	513
#define ENOIOCTLCMD	515
#define EPROBE_DEFER	517
#define ENOTSUPP	524

#define ERESTARTNOHAND	514
#define ERESTART_RESTARTBLOCK	516
#define EOPENSTALE	518
#define EBADHANDLE	521
#define ESERVERFAULT	526
#define EIOCBQUEUED	529

#endif /* _LINUX_ERRNO_H */
