/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FB_H
#define _LINUX_FB_H

#include <linux/fs.h>
#include <linux/device.h>

#endif /* _LINUX_FB_H */
