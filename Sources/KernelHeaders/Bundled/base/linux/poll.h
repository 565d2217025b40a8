/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_POLL_H
#define _LINUX_POLL_H

#include <linux/wait.h>
#include <linux/string.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <uapi/linux/poll.h>
#include <uapi/linux/eventpoll.h>
#include <linux/ktime.h>

struct poll_table_struct;
typedef void (*poll_queue_proc)(struct file *file, wait_queue_head_t *wq,
				struct poll_table_struct *pt);

typedef struct poll_table_struct {
	poll_queue_proc _qproc;
	__poll_t _key;
} poll_table;

void poll_wait(struct file *filp, wait_queue_head_t *wait_address, poll_table *p);
void init_poll_funcptr(poll_table *pt, poll_queue_proc qproc);
__poll_t vfs_poll(struct file *file, struct poll_table_struct *pt);

__poll_t poll_requested_events(const struct poll_table_struct *p);

#endif /* _LINUX_POLL_H */
