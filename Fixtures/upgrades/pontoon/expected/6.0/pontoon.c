// SPDX-License-Identifier: GPL-2.0
/* A ring in guest memory, mapped when the guest asks for it. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

struct pontoon {
	struct vfio_device vdev;
	struct mdev_device *mdev;
	struct vfio_device *group;
	unsigned long ring[4];
	unsigned long frames[4];
	bool mapped;
};

static struct device *pontoon_parent;
static atomic_t pontoon_left = ATOMIC_INIT(2);
static const struct vfio_device_ops pontoon_dev_ops;

/* Frames need not be contiguous: page by page, all or none. */
static int pontoon_pin_pages(struct vfio_device *vdev, unsigned long *gfn,
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

static int pontoon_map(struct pontoon *pontoon)
{
	int ret;

	ret = pontoon_pin_pages(pontoon->group, pontoon->ring,
				ARRAY_SIZE(pontoon->ring),
				IOMMU_READ | IOMMU_WRITE, pontoon->frames);
	pontoon->mapped = ret == ARRAY_SIZE(pontoon->ring);
	return pontoon->mapped ? 0 : -EFAULT;
}

static int pontoon_unpin_pages(struct vfio_device *vdev, unsigned long *gfn,
			       int npage)
{
	int i;

	for (i = 0; i < npage; i++)
		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
	return npage > 0 ? npage : -EINVAL;
}

static void pontoon_unmap(struct pontoon *pontoon)
{
	if (pontoon->mapped)
		pontoon_unpin_pages(pontoon->group, pontoon->ring,
				    ARRAY_SIZE(pontoon->ring));
	pontoon->mapped = false;
}

static int pontoon_open(struct vfio_device *vdev)
{
	struct pontoon *pontoon = container_of(vdev, struct pontoon, vdev);
	struct vfio_device *device;
	struct vfio_device *group;

	group = vdev;
	if (IS_ERR_OR_NULL(group))
		return -EINVAL;
	pontoon->group = group;

	device = &pontoon->vdev;
	if (!device)
		return -ENODEV;
	dev_info(device->dev, "opened %pUl\n", &pontoon->mdev->uuid);
	return 0;
}

static void pontoon_close(struct vfio_device *vdev)
{
	struct pontoon *pontoon = container_of(vdev, struct pontoon, vdev);

	pontoon_unmap(pontoon);
	pontoon->group = NULL;
}

static long pontoon_ioctl(struct vfio_device *vdev, unsigned int cmd,
			  unsigned long arg)
{
	struct pontoon *pontoon = container_of(vdev, struct pontoon, vdev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		pontoon_unmap(pontoon);
		return pontoon_map(pontoon);
	case VFIO_DEVICE_FEATURE:
		return -ENOTTY;
	default:
		return -EINVAL;
	}
}

static int pontoon_probe(struct mdev_device *mdev)
{
	struct pontoon *pontoon;
	int ret;

	pontoon = kzalloc(sizeof(*pontoon), GFP_KERNEL);
	if (!pontoon)
		return -ENOMEM;
	vfio_init_group_dev(&pontoon->vdev, mdev_dev(mdev), &pontoon_dev_ops);
	pontoon->mdev = mdev;
	dev_set_drvdata(mdev_dev(mdev), pontoon);

	ret = vfio_register_emulated_iommu_dev(&pontoon->vdev);
	if (ret) {
		vfio_uninit_group_dev(&pontoon->vdev);
		kfree(pontoon);
	}
	return ret;
}

static void pontoon_remove(struct mdev_device *mdev)
{
	struct pontoon *pontoon = dev_get_drvdata(mdev_dev(mdev));

	vfio_unregister_group_dev(&pontoon->vdev);
	vfio_uninit_group_dev(&pontoon->vdev);
	kfree(pontoon);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&pontoon_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *pontoon_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group pontoon_type_group = {
	.name = "1",
	.attrs = pontoon_type_attrs,
};

static struct attribute_group *pontoon_type_groups[] = {
	&pontoon_type_group,
	NULL,
};

static void pontoon_dma_unmap(struct vfio_device *vdev, u64 iova, u64 length)
{
	/* Pages in this range have to be unpinned before this returns. */
}

static const struct vfio_device_ops pontoon_dev_ops = {
	.name		= "vfio-pontoon",
	.open_device	= pontoon_open,
	.close_device	= pontoon_close,
	.ioctl		= pontoon_ioctl,
	.dma_unmap	= pontoon_dma_unmap,
};

static struct mdev_driver pontoon_driver = {
	.driver = {
		.name = "pontoon",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = pontoon_probe,
	.remove = pontoon_remove,
	.supported_type_groups = pontoon_type_groups,
};

static int __init pontoon_init(void)
{
	int ret;

	ret = mdev_register_driver(&pontoon_driver);
	if (ret)
		return ret;

	pontoon_parent = root_device_register("pontoon");
	if (IS_ERR(pontoon_parent)) {
		ret = PTR_ERR(pontoon_parent);
		goto err_driver;
	}

	ret = mdev_register_device(pontoon_parent, &pontoon_driver);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(pontoon_parent);
err_driver:
	mdev_unregister_driver(&pontoon_driver);
	return ret;
}

static void __exit pontoon_exit(void)
{
	mdev_unregister_device(pontoon_parent);
	root_device_unregister(pontoon_parent);
	mdev_unregister_driver(&pontoon_driver);
}

module_init(pontoon_init);
module_exit(pontoon_exit);
MODULE_LICENSE("GPL");
