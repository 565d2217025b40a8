// SPDX-License-Identifier: GPL-2.0
/* Paints from pictures in guest memory; the easel holds the notifier. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

struct atelier_easel {
	struct notifier_block nb;
	unsigned long gfn;
	struct atelier *owner;
};

struct atelier {
	struct mdev_device *mdev;
	struct atelier_easel *easel;
};

static struct device *atelier_parent;
static atomic_t atelier_left = ATOMIC_INIT(2);
static const struct vfio_device_ops atelier_dev_ops;

static void atelier_clear(struct atelier *atelier)
{
	if (atelier->easel->gfn)
		vfio_unpin_pages(mdev_dev(atelier->mdev),
				 &atelier->easel->gfn, 1);
	atelier->easel->gfn = 0;
}

static int atelier_paint(struct mdev_device *mdev, unsigned long gfn)
{
	struct atelier *atelier = mdev_get_drvdata(mdev);
	unsigned long pfn;
	int ret;

	atelier_clear(atelier);
	ret = vfio_pin_pages(mdev_dev(mdev), &gfn, 1, IOMMU_READ, &pfn);
	if (ret == 1) {
		atelier->easel->gfn = gfn;
		dev_dbg(mdev_dev(mdev), "paints from %lx\n", pfn);
	}
	return ret == 1 ? 0 : -EFAULT;
}

static int atelier_unmapped(struct notifier_block *nb, unsigned long action,
			    void *data)
{
	struct atelier_easel *easel =
		container_of(nb, struct atelier_easel, nb);

	if (action == VFIO_IOMMU_NOTIFY_DMA_UNMAP)
		atelier_clear(easel->owner);
	return NOTIFY_OK;
}

static int atelier_open(struct mdev_device *mdev)
{
	struct atelier *atelier = mdev_get_drvdata(mdev);
	unsigned long events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;
	int ret;

	atelier->easel->nb.notifier_call = atelier_unmapped;
	ret = vfio_register_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY,
				     &events, &atelier->easel->nb);
	if (ret)
		dev_err(mdev_dev(mdev), "no notifier: %d\n", ret);
	return ret;
}

static void atelier_release(struct mdev_device *mdev)
{
	struct atelier *atelier = mdev_get_drvdata(mdev);

	vfio_unregister_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY,
				 &atelier->easel->nb);
	atelier_clear(atelier);
}

static ssize_t atelier_write(struct mdev_device *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	u64 gfn;
	int ret;

	if (count != sizeof(gfn) || copy_from_user(&gfn, buf, count))
		return -EFAULT;
	ret = atelier_paint(mdev, gfn);
	return ret ? ret : count;
}

static int atelier_create(struct mdev_device *mdev)
{
	struct atelier *atelier;

	atelier = kzalloc(sizeof(*atelier), GFP_KERNEL);
	if (!atelier)
		return -ENOMEM;
	atelier->easel = kzalloc(sizeof(*atelier->easel), GFP_KERNEL);
	if (!atelier->easel) {
		kfree(atelier);
		return -ENOMEM;
	}
	atelier->easel->owner = atelier;
	atelier->mdev = mdev;
	mdev_set_drvdata(mdev, atelier);
	return 0;
}

static void atelier_destroy(struct mdev_device *mdev)
{
	struct atelier *atelier = mdev_get_drvdata(mdev);

	kfree(atelier->easel);
	kfree(atelier);
}

struct atelier_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

static void atelier_mdev_release(struct device *dev, void *res)
{
	struct atelier_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static int atelier_vfio_open(struct vfio_device *vdev)
{
	struct atelier_mdev *wrapped =
		container_of(vdev, struct atelier_mdev, vdev);

	return atelier_open(wrapped->mdev);
}

static void atelier_vfio_close(struct vfio_device *vdev)
{
	struct atelier_mdev *wrapped =
		container_of(vdev, struct atelier_mdev, vdev);

	atelier_release(wrapped->mdev);
}

static ssize_t atelier_vfio_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct atelier_mdev *wrapped =
		container_of(vdev, struct atelier_mdev, vdev);

	return atelier_write(wrapped->mdev, buf, count, ppos);
}

static int atelier_probe(struct mdev_device *mdev)
{
	struct atelier_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(atelier_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &atelier_dev_ops);
	devres_add(&mdev->dev, wrapped);
	ret = atelier_create(mdev);
	if (ret)
		return ret;
	ret = vfio_register_emulated_iommu_dev(&wrapped->vdev);
	if (ret)
		atelier_destroy(mdev);
	return ret;
}

static void atelier_remove(struct mdev_device *mdev)
{
	struct atelier_mdev *wrapped =
		devres_find(&mdev->dev, atelier_mdev_release, NULL, NULL);

	vfio_unregister_group_dev(&wrapped->vdev);
	atelier_destroy(mdev);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&atelier_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *atelier_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group atelier_type_group = {
	.name = "1",
	.attrs = atelier_type_attrs,
};

static struct attribute_group *atelier_type_groups[] = {
	&atelier_type_group,
	NULL,
};

static const struct vfio_device_ops atelier_dev_ops = {
	.name = "vfio-atelier",
	.open_device = atelier_vfio_open,
	.close_device = atelier_vfio_close,
	.write = atelier_vfio_write,
};

static struct mdev_driver atelier_driver = {
	.driver = {
		.name = "atelier",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = atelier_probe,
	.remove = atelier_remove,
};

static const struct mdev_parent_ops atelier_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &atelier_driver,
	.supported_type_groups = atelier_type_groups,
};

static int __init atelier_init(void)
{
	int ret;

	ret = mdev_register_driver(&atelier_driver);
	if (ret)
		return ret;

	atelier_parent = root_device_register("atelier");
	if (IS_ERR(atelier_parent)) {
		ret = PTR_ERR(atelier_parent);
		goto err_driver;
	}

	ret = mdev_register_device(atelier_parent, &atelier_parent_ops);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(atelier_parent);
err_driver:
	mdev_unregister_driver(&atelier_driver);
	return ret;
}

static void __exit atelier_exit(void)
{
	mdev_unregister_device(atelier_parent);
	root_device_unregister(atelier_parent);
	mdev_unregister_driver(&atelier_driver);
}

module_init(atelier_init);
module_exit(atelier_exit);
MODULE_LICENSE("GPL");
