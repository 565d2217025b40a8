// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/iommu.h>
#include <linux/vfio.h>
#include "viaduct.h"

static int viaduct_unpin_pages(struct vfio_device *vdev, unsigned long *gfn,
			       int npage)
{
	int i;

	for (i = 0; i < npage; i++)
		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
	return npage > 0 ? npage : -EINVAL;
}

static void viaduct_close_span(struct viaduct *via)
{
	if (via->count)
		viaduct_unpin_pages(viaduct_vfio_device(mdev_dev(via->mdev)),
				    via->gfns, via->count);
	via->count = 0;
}

/* Frames need not be contiguous: page by page, all or none. */
static int viaduct_pin_pages(struct vfio_device *vdev, unsigned long *gfn,
			     int npage, int prot, unsigned long *pfn)
{
	struct page *page;
	int i, ret;

	if (npage <= 0)
		return -EINVAL;
	if (npage > (int)VFIO_PIN_PAGES_MAX_ENTRIES)
		return -E2BIG;

	for (i = 0; i < npage; i++) {
		ret = vfio_pin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1,
				     prot, &page);
		if (ret != 1)
			goto err_unpin;
		pfn[i] = page_to_pfn(page);
	}
	return npage;

err_unpin:
	while (i--)
		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
	return ret;
}

int viaduct_span(struct viaduct *via, unsigned long gfn, int count)
{
	int ret;

	viaduct_close_span(via);
	for (ret = 0; ret < count; ret++)
		via->gfns[ret] = gfn + ret;
	ret = viaduct_pin_pages(viaduct_vfio_device(mdev_dev(via->mdev)),
				via->gfns, count, IOMMU_READ | IOMMU_WRITE,
				via->pfns);
	if (ret != count)
		return -EFAULT;
	via->count = count;
	return 0;
}

void viaduct_dma_unmap(struct vfio_device *vdev, u64 iova, u64 length)
{
	struct viaduct *via = dev_get_drvdata(vdev->dev);

	dev_dbg(mdev_dev(via->mdev), "%llx goes\n", iova);
	viaduct_close_span(via);
}

int viaduct_start(struct viaduct *via)
{
	return 0;
}

void viaduct_stop(struct viaduct *via)
{
	viaduct_close_span(via);
}
