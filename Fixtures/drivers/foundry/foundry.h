/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FOUNDRY_H
#define FOUNDRY_H

#include <linux/types.h>

struct mdev_device;

struct foundry_ingot {
	struct mdev_device *mdev;
	unsigned int weight;
	u32 stamp;
};

struct foundry_works {
	struct foundry_ingot *(*pour)(unsigned int weight);
	void (*melt)(struct foundry_ingot *ingot);
	int (*stamp)(struct foundry_ingot *ingot, u32 mark);
};

extern const struct foundry_works foundry_iron_works;

#endif
