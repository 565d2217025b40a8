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
};

static inline struct viaduct *viaduct_of(struct mdev_device *mdev)
{
	return dev_get_drvdata(&mdev->dev);
}

extern struct mdev_driver viaduct_driver;

int viaduct_attach(struct device *parent, struct mdev_driver *ops);

int viaduct_start(struct viaduct *via);
void viaduct_stop(struct viaduct *via);
int viaduct_span(struct viaduct *via, unsigned long gfn, int count);

struct vfio_device;
void viaduct_dma_unmap(struct vfio_device *vdev, u64 iova, u64 length);
struct vfio_device *viaduct_vfio_device(struct device *dev);

#endif
