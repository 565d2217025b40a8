/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FB_H
#define _LINUX_FB_H

#include <linux/fs.h>
#include <linux/device.h>
#include <asm/io.h>
#include <linux/init.h>
#include <linux/notifier.h>
#include <linux/slab.h>

#endif /* _LINUX_FB_H */
