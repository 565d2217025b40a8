/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SWITCHBOARD_H
#define SWITCHBOARD_H

#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/mdev.h>

#define SWITCHBOARD_LINES	12

struct switchboard {
	struct device *dev;
	struct mutex lock;
	unsigned long plugged;
};

struct switchboard_line {
	struct switchboard *board;
	unsigned int nr;
	bool off_hook;
};

extern const struct mdev_parent_ops switchboard_mdev_ops;
extern struct mdev_driver switchboard_line_driver;

int switchboard_plug(struct switchboard *board);
void switchboard_unplug(struct switchboard *board, unsigned int nr);

#endif
