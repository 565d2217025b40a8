/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_XDP_SOCK_H
#define _NET_XDP_SOCK_H

#include <linux/workqueue.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/mm.h>

struct xdp_sock;
struct xdp_umem;

#endif /* _NET_XDP_SOCK_H */
