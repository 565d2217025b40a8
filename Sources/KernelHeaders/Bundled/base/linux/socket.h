/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SOCKET_H
#define _LINUX_SOCKET_H

#include <linux/types.h>
#include <linux/uio.h>
#include <linux/compiler.h>
#include <linux/sockios.h>

#define AF_UNSPEC	0
#define AF_UNIX		1
#define AF_INET		2
#define AF_INET6	10
#define AF_NETLINK	16
#define AF_XDP		44
#define PF_INET		AF_INET
#define PF_INET6	AF_INET6

typedef unsigned short sa_family_t;

struct sockaddr {
	sa_family_t sa_family;
	char sa_data[14];
};

struct msghdr {
	void *msg_name;
	int msg_namelen;
	struct iov_iter msg_iter;
	void *msg_control;
	size_t msg_controllen;
	unsigned int msg_flags;
};

#define MSG_DONTWAIT	0x40
#define MSG_NOSIGNAL	0x4000

#endif /* _LINUX_SOCKET_H */
