// SPDX-License-Identifier: GPL-2.0
#include <linux/mdev.h>
#include <linux/module.h>

/* Stands for the core of mediated devices: it defines what drivers call. */
int mdev_register_device(struct device *dev, const struct mdev_parent_ops *ops)
{
	return 0;
}

MODULE_SOFTDEP("post: vfio_mdev");
