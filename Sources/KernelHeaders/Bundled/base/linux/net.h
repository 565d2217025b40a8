/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NET_H
#define _LINUX_NET_H

#include <linux/wait.h>
#include <linux/random.h>
#include <linux/fcntl.h>
#include <linux/socket.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/once.h>

struct socket;
struct net;
struct kvec;

int sock_create_kern(struct net *net, int family, int type, int proto, struct socket **res);
void sock_release(struct socket *sock);
int kernel_sendmsg(struct socket *sock, struct msghdr *msg, struct kvec *vec, size_t num,
		   size_t len);
int kernel_recvmsg(struct socket *sock, struct msghdr *msg, struct kvec *vec, size_t num,
		   size_t len, int flags);
int net_ratelimit(void);
#define net_err_ratelimited(fmt, ...) \
	do { if (net_ratelimit()) pr_err(fmt, ##__VA_ARGS__); } while (0)
#define net_warn_ratelimited(fmt, ...) \
	do { if (net_ratelimit()) pr_warn(fmt, ##__VA_ARGS__); } while (0)
#define net_info_ratelimited(fmt, ...) \
	do { if (net_ratelimit()) pr_info(fmt, ##__VA_ARGS__); } while (0)

#endif /* _LINUX_NET_H */
