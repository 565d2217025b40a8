/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RTNETLINK_H
#define _LINUX_RTNETLINK_H

#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/wait.h>

void rtnl_lock(void);
void rtnl_unlock(void);
int rtnl_trylock(void);
int rtnl_is_locked(void);
#define ASSERT_RTNL()	do { } while (0)

#endif /* _LINUX_RTNETLINK_H */
