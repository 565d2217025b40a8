/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUILD_H
#define GUILD_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/mdev.h>

struct guild_member {
	const char *craft;
	struct device *dev;
	struct mdev_driver *mdev_ops;
	struct list_head node;
};

int guild_enrol(struct guild_member *member, struct mdev_driver *ops);
void guild_expel(struct guild_member *member);

#endif
