/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SLUICE_H
#define SLUICE_H

#include <linux/device.h>
#include <linux/mutex.h>

struct sluice_kind {
	const char *name;
	unsigned int gates;
};

struct sluice {
	struct device dev;
	struct mutex lock;
	unsigned int used;
};

int sluice_mdev_register(struct sluice *sluice);
void sluice_mdev_unregister(struct sluice *sluice);
extern struct mdev_driver gate_driver;

#endif
