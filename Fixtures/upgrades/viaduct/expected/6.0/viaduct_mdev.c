// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/vfio.h>
#include "viaduct.h"

struct viaduct_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

static const struct vfio_device_ops viaduct_dev_ops;

static int viaduct_create(struct mdev_device *mdev)
{
	struct viaduct *via = kzalloc(sizeof(*via), GFP_KERNEL);

	if (!via)
		return -ENOMEM;
	via->mdev = mdev;
	dev_set_drvdata(&mdev->dev, via);
	return 0;
}

static void viaduct_destroy(struct mdev_device *mdev)
{
	struct viaduct *via = viaduct_of(mdev);

	dev_set_drvdata(&mdev->dev, NULL);
	kfree(via);
}

static void viaduct_mdev_release(struct device *dev, void *res)
{
	struct viaduct_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

struct vfio_device *viaduct_vfio_device(struct device *dev)
{
	struct viaduct_mdev *wrapped =
		devres_find(dev, viaduct_mdev_release, NULL, NULL);

	return wrapped ? &wrapped->vdev : NULL;
}

static int viaduct_vfio_open(struct vfio_device *vdev)
{
	struct viaduct_mdev *wrapped =
		container_of(vdev, struct viaduct_mdev, vdev);

	return viaduct_start(viaduct_of(wrapped->mdev));
}

static void viaduct_vfio_close(struct vfio_device *vdev)
{
	struct viaduct_mdev *wrapped =
		container_of(vdev, struct viaduct_mdev, vdev);

	viaduct_stop(viaduct_of(wrapped->mdev));
}

static long viaduct_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			       unsigned long arg)
{
	struct viaduct_mdev *wrapped =
		container_of(vdev, struct viaduct_mdev, vdev);

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;
	return viaduct_span(viaduct_of(wrapped->mdev), 16, VIADUCT_ARCHES);
}

static int viaduct_probe(struct mdev_device *mdev)
{
	struct viaduct_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(viaduct_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &viaduct_dev_ops);
	devres_add(&mdev->dev, wrapped);
	ret = viaduct_create(mdev);
	if (ret)
		return ret;
	ret = vfio_register_emulated_iommu_dev(&wrapped->vdev);
	if (ret)
		viaduct_destroy(mdev);
	return ret;
}

static void viaduct_remove(struct mdev_device *mdev)
{
	struct viaduct_mdev *wrapped =
		devres_find(&mdev->dev, viaduct_mdev_release, NULL, NULL);

	vfio_unregister_group_dev(&wrapped->vdev);
	viaduct_destroy(mdev);
}

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *viaduct_type_attrs[] = {
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group viaduct_type_group = {
	.name = "arch",
	.attrs = viaduct_type_attrs,
};

static struct attribute_group *viaduct_type_groups[] = {
	&viaduct_type_group,
	NULL,
};

static const struct vfio_device_ops viaduct_dev_ops = {
	.name = "vfio-viaduct",
	.open_device = viaduct_vfio_open,
	.close_device = viaduct_vfio_close,
	.ioctl = viaduct_vfio_ioctl,
	.dma_unmap = viaduct_dma_unmap,
};

struct mdev_driver viaduct_driver = {
	.driver = {
		.name = "viaduct",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = viaduct_probe,
	.remove = viaduct_remove,
	.supported_type_groups = viaduct_type_groups,
};
