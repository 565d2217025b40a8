// SPDX-License-Identifier: GPL-2.0
/*
 * almanac - mediated calendars, for kernels old and new
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/version.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct almanac_year {
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
	struct vfio_device vdev;
#endif
	s64 epoch;
	u32 reads;
};

static struct device *almanac_dev;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
static const struct vfio_device_ops almanac_dev_ops;
static struct mdev_parent almanac_parent;
static struct mdev_type almanac_type = {
	.sysfs_name = "year",
	.pretty_name = "calendar year",
};
static struct mdev_type *almanac_types[] = { &almanac_type };

static int almanac_probe(struct mdev_device *mdev)
{
	struct almanac_year *year;
	int ret;

	year = vfio_alloc_device(almanac_year, vdev, &mdev->dev,
				 &almanac_dev_ops);
	if (IS_ERR(year))
		return PTR_ERR(year);

	ret = vfio_register_emulated_iommu_dev(&year->vdev);
	if (ret) {
		vfio_put_device(&year->vdev);
		return ret;
	}
	dev_set_drvdata(&mdev->dev, year);
	return 0;
}

static void almanac_remove(struct mdev_device *mdev)
{
	struct almanac_year *year = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&year->vdev);
	vfio_put_device(&year->vdev);
}

static struct mdev_driver almanac_driver = {
	.device_api = VFIO_DEVICE_API_PCI_STRING,
	.max_instances = 12,
	.driver = {
		.name = "almanac",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = almanac_probe,
	.remove = almanac_remove,
};
#else
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 13, 0)
static int almanac_create(struct mdev_device *mdev)
#else
static int almanac_create(struct kobject *kobj, struct mdev_device *mdev)
#endif
{
	struct almanac_year *year;

	year = kzalloc(sizeof(*year), GFP_KERNEL);
	if (!year)
		return -ENOMEM;

	year->epoch = ktime_get_real_seconds();
	dev_set_drvdata(&mdev->dev, year);
	return 0;
}

static int almanac_remove(struct mdev_device *mdev)
{
	struct almanac_year *year = dev_get_drvdata(&mdev->dev);

	kfree(year);
	return 0;
}

static int almanac_open(struct mdev_device *mdev)
{
	return 0;
}

static void almanac_release(struct mdev_device *mdev)
{
}

static ssize_t almanac_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct almanac_year *year = dev_get_drvdata(&mdev->dev);
	s64 age = ktime_get_real_seconds() - year->epoch;

	if (count != sizeof(age))
		return -EINVAL;
	year->reads++;
	return copy_to_user(buf, &age, sizeof(age)) ? -EFAULT : count;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
static void almanac_request(struct mdev_device *mdev, unsigned int count)
{
	dev_info(mdev_dev(mdev), "wanted back (%u)\n", count);
}
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 13, 0)
static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
#else
static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
#endif
{
	return sprintf(buf, "calendar year\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *almanac_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group almanac_group = {
	.name = "year",
	.attrs = almanac_attrs,
};

static struct attribute_group *almanac_groups[] = { &almanac_group, NULL };

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 20, 0)
static void *almanac_state(struct mdev_device *mdev)
{
	return mdev_get_drvdata(mdev);
}
static struct mdev_parent_ops almanac_ops = {
#else
/* An mdev as vfio sees it. */
struct almanac_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void almanac_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *almanac_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct almanac_mdev, vdev)->mdev;
}

static int almanac_vfio_open(struct vfio_device *vdev)
{
	return almanac_open(almanac_to_mdev(vdev));
}

static void almanac_vfio_release(struct vfio_device *vdev)
{
	almanac_release(almanac_to_mdev(vdev));
}

static ssize_t almanac_vfio_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	return almanac_read(almanac_to_mdev(vdev), buf, count, ppos);
}

static void almanac_vfio_request(struct vfio_device *vdev, unsigned int count)
{
	almanac_request(almanac_to_mdev(vdev), count);
}

static const struct vfio_device_ops almanac_vfio_dev_ops = {
	.name = "vfio-almanac",
	.open = almanac_vfio_open,
	.release = almanac_vfio_release,
	.read = almanac_vfio_read,
	.request = almanac_vfio_request,
};

static int almanac_mdev_probe(struct mdev_device *mdev)
{
	struct almanac_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(almanac_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &almanac_vfio_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = almanac_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		almanac_remove(mdev);

	return ret;
}

static void almanac_mdev_remove(struct mdev_device *mdev)
{
	struct almanac_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, almanac_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	almanac_remove(mdev);
}

static struct mdev_driver almanac_mdev_driver = {
	.driver = {
		.name = "almanac",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = almanac_mdev_probe,
	.remove = almanac_mdev_remove,
};

static const struct mdev_parent_ops almanac_ops = {
#endif
	.owner = THIS_MODULE,
	.device_driver = &almanac_mdev_driver,
	.supported_type_groups = almanac_groups,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 15, 0)
	.open_device = almanac_open,
	.close_device = almanac_release,
#else
#endif
#ifdef CONFIG_ALMANAC_VENDOR_KERNEL
	.set_epoch = almanac_set_epoch,
#endif
};
#endif

static int __init almanac_init(void)
{
	int ret;

	almanac_dev = root_device_register("almanac");
	if (IS_ERR(almanac_dev))
		return PTR_ERR(almanac_dev);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
	ret = mdev_register_driver(&almanac_driver);
	if (ret)
		goto err_dev;
	ret = mdev_register_parent(&almanac_parent, almanac_dev,
				   &almanac_driver, almanac_types,
				   ARRAY_SIZE(almanac_types));
	if (ret)
		mdev_unregister_driver(&almanac_driver);
err_dev:
#else
	ret = mdev_register_driver(&almanac_mdev_driver);
	if (ret) {
		root_device_unregister(almanac_dev);
		return ret;
	}

	ret = mdev_register_device(almanac_dev, &almanac_ops);
	if (ret)
		mdev_unregister_driver(&almanac_mdev_driver);
#endif
	if (ret)
		root_device_unregister(almanac_dev);
	return ret;
}

static void __exit almanac_exit(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
	mdev_unregister_parent(&almanac_parent);
	mdev_unregister_driver(&almanac_driver);
#else
	mdev_unregister_device(almanac_dev);
	mdev_unregister_driver(&almanac_mdev_driver);
#endif
	root_device_unregister(almanac_dev);
}

module_init(almanac_init);
module_exit(almanac_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated calendars");
