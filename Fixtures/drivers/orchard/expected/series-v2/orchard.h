/* SPDX-License-Identifier: GPL-2.0 */
#ifndef ORCHARD_H
#define ORCHARD_H

#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

struct orchard_tree {
	struct vfio_device vdev;
	struct mdev_device *mdev;
	u32 apples;
};

int orchard_plant(struct device *dev);
void orchard_fell(struct device *dev);
u32 orchard_count(struct mdev_device *mdev);
extern struct mdev_driver orchard_driver;

#endif
