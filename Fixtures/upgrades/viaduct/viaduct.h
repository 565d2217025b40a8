/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VIADUCT_H
#define VIADUCT_H

#include <linux/mdev.h>
#include <linux/notifier.h>

#define VIADUCT_ARCHES	8

struct viaduct {
	struct mdev_device *mdev;
	unsigned long gfns[VIADUCT_ARCHES];
	unsigned long pfns[VIADUCT_ARCHES];
	int count;
	struct notifier_block nb;
};

static inline struct viaduct *viaduct_of(struct mdev_device *mdev)
{
	return mdev_get_drvdata(mdev);
}

extern const struct mdev_parent_ops viaduct_parent_ops;
extern struct mdev_driver viaduct_driver;

int viaduct_attach(struct device *parent, const struct mdev_parent_ops *ops);

int viaduct_start(struct viaduct *via);
void viaduct_stop(struct viaduct *via);
int viaduct_span(struct viaduct *via, unsigned long gfn, int count);

#endif
