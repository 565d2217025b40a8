/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NETLINK_H
#define _LINUX_NETLINK_H

#include <linux/types.h>
#include <linux/skbuff.h>
#include <linux/capability.h>
#include <linux/export.h>

struct netlink_ext_ack {
	const char *_msg;
};

#define NL_SET_ERR_MSG(extack, msg) \
	do { if (extack) (extack)->_msg = (msg); } while (0)
#define NL_SET_ERR_MSG_MOD(extack, msg)	NL_SET_ERR_MSG((extack), KBUILD_MODNAME ": " msg)

#endif /* _LINUX_NETLINK_H */
