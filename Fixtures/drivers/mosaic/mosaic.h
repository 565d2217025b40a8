/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MOSAIC_H
#define MOSAIC_H

#include <linux/device.h>
#include <linux/mdev.h>

extern struct mdev_parent_ops mosaic_ops;
/*~ M-16 mdev_parent_ops */

int mosaic_make_types(unsigned int sizes);
void mosaic_drop_types(void);

#endif
