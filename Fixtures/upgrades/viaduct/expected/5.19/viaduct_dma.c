// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/iommu.h>
#include <linux/vfio.h>
#include "viaduct.h"

static void viaduct_close_span(struct viaduct *via)
{
	if (via->count)
		vfio_unpin_pages(viaduct_vfio_device(mdev_dev(via->mdev)),
				 via->gfns, via->count);
	via->count = 0;
}

int viaduct_span(struct viaduct *via, unsigned long gfn, int count)
{
	int ret;

	viaduct_close_span(via);
	for (ret = 0; ret < count; ret++)
		via->gfns[ret] = gfn + ret;
	ret = vfio_pin_pages(viaduct_vfio_device(mdev_dev(via->mdev)),
			     via->gfns, count, IOMMU_READ | IOMMU_WRITE,
			     via->pfns);
	if (ret != count)
		return -EFAULT;
	via->count = count;
	return 0;
}

static int viaduct_notify(struct notifier_block *nb, unsigned long action,
			  void *data)
{
	struct viaduct *via = container_of(nb, struct viaduct, nb);

	if (action == VFIO_IOMMU_NOTIFY_DMA_UNMAP) {
		struct vfio_iommu_type1_dma_unmap *unmap = data;

		dev_dbg(mdev_dev(via->mdev), "%llx goes\n", unmap->iova);
		viaduct_close_span(via);
	}
	return NOTIFY_OK;
}

int viaduct_start(struct viaduct *via)
{
	unsigned long events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;

	via->nb.notifier_call = viaduct_notify;
	return vfio_register_notifier(viaduct_vfio_device(mdev_dev(via->mdev)),
				      VFIO_IOMMU_NOTIFY, &events, &via->nb);
}

void viaduct_stop(struct viaduct *via)
{
	vfio_unregister_notifier(viaduct_vfio_device(mdev_dev(via->mdev)),
				 VFIO_IOMMU_NOTIFY, &via->nb);
	viaduct_close_span(via);
}
