/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TTY_H
#define _LINUX_TTY_H

#include <linux/fs.h>
#include <linux/llist.h>
#include <linux/major.h>
#include <linux/seq_file.h>
#include <linux/workqueue.h>

#endif /* _LINUX_TTY_H */
