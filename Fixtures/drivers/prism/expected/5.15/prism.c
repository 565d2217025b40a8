// SPDX-License-Identifier: GPL-2.0
/*
 * prism - mediated colour filters
 *
 * An opaque filter can not be read back, a clear one can.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct prism_filter {
	u32 mask;
	u32 passed;
};

static bool opaque;
module_param(opaque, bool, 0444);

static struct device *prism_bench;

static int prism_create(struct mdev_device *mdev)
{
	struct prism_filter *filter;

	filter = kzalloc(sizeof(*filter), GFP_KERNEL);
	if (!filter)
		return -ENOMEM;

	filter->mask = 0xff;
	dev_set_drvdata(&mdev->dev, filter);
	return 0;
}

static int prism_remove(struct mdev_device *mdev)
{
	kfree(dev_get_drvdata(&mdev->dev));
	return 0;
}

static int prism_open(struct mdev_device *mdev)
{
	return 0;
}

static void prism_release(struct mdev_device *mdev)
{
}

static ssize_t prism_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct prism_filter *filter = dev_get_drvdata(&mdev->dev);

	if (count != sizeof(filter->passed))
		return -EINVAL;
	if (copy_to_user(buf, &filter->passed, count))
		return -EFAULT;
	return count;
}

static ssize_t prism_write(struct mdev_device *mdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct prism_filter *filter = dev_get_drvdata(&mdev->dev);
	u32 light;

	if (count != sizeof(light))
		return -EINVAL;
	if (copy_from_user(&light, buf, sizeof(light)))
		return -EFAULT;

	filter->passed = light & filter->mask;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s filter\n", opaque ? "opaque" : "clear");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *prism_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group prism_group = {
	.name = "filter",
	.attrs = prism_attrs,
};

static struct attribute_group *prism_groups[] = { &prism_group, NULL };

/* An mdev as vfio sees it. */
struct prism_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void prism_mdev_release(struct device *dev, void *res)
{
	struct prism_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *prism_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct prism_mdev, vdev)->mdev;
}

static int prism_vfio_open_device(struct vfio_device *vdev)
{
	return prism_open(prism_to_mdev(vdev));
}

static void prism_vfio_close_device(struct vfio_device *vdev)
{
	prism_release(prism_to_mdev(vdev));
}

static ssize_t prism_clear_vfio_read(struct vfio_device *vdev, char __user *buf,
				     size_t count, loff_t *ppos)
{
	return prism_read(prism_to_mdev(vdev), buf, count, ppos);
}

static ssize_t prism_vfio_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	return prism_write(prism_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops prism_clear_dev_ops = {
	.name = "vfio-prism-clear",
	.open_device = prism_vfio_open_device,
	.close_device = prism_vfio_close_device,
	.read = prism_clear_vfio_read,
	.write = prism_vfio_write,
};

static int prism_clear_mdev_probe(struct mdev_device *mdev)
{
	struct prism_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(prism_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &prism_clear_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = prism_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		prism_remove(mdev);

	return ret;
}

static void prism_mdev_remove(struct mdev_device *mdev)
{
	struct prism_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, prism_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	prism_remove(mdev);
}

static struct mdev_driver prism_clear_driver = {
	.driver = {
		.name = "prism-clear",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = prism_clear_mdev_probe,
	.remove = prism_mdev_remove,
};

static const struct mdev_parent_ops prism_clear_ops = {
	.owner = THIS_MODULE,
	.device_driver = &prism_clear_driver,
	.supported_type_groups = prism_groups,
};

static const struct vfio_device_ops prism_opaque_dev_ops = {
	.name = "vfio-prism-opaque",
	.open_device = prism_vfio_open_device,
	.close_device = prism_vfio_close_device,
	.write = prism_vfio_write,
};

static int prism_opaque_mdev_probe(struct mdev_device *mdev)
{
	struct prism_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(prism_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &prism_opaque_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = prism_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		prism_remove(mdev);

	return ret;
}

static struct mdev_driver prism_opaque_driver = {
	.driver = {
		.name = "prism-opaque",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = prism_opaque_mdev_probe,
	.remove = prism_mdev_remove,
};

static int prism_register_drivers(void)
{
	int ret;

	ret = mdev_register_driver(&prism_clear_driver);
	if (ret)
		return ret;

	ret = mdev_register_driver(&prism_opaque_driver);
	if (ret)
		mdev_unregister_driver(&prism_clear_driver);

	return ret;
}

static void prism_unregister_drivers(void)
{
	mdev_unregister_driver(&prism_opaque_driver);
	mdev_unregister_driver(&prism_clear_driver);
}

static const struct mdev_parent_ops prism_opaque_ops = {
	.owner = THIS_MODULE,
	.device_driver = &prism_opaque_driver,
	.supported_type_groups = prism_groups,
};

static int __init prism_init(void)
{
	const struct mdev_parent_ops *ops = &prism_clear_ops;
	int ret;

	if (opaque)
		ops = &prism_opaque_ops;

	prism_bench = root_device_register("prism");
	if (IS_ERR(prism_bench))
		return PTR_ERR(prism_bench);

	ret = prism_register_drivers();
	if (ret) {
		root_device_unregister(prism_bench);
		return ret;
	}

	ret = mdev_register_device(prism_bench, ops);
	if (ret) {
		prism_unregister_drivers();
		root_device_unregister(prism_bench);
	}
	return ret;
}

static void __exit prism_exit(void)
{
	mdev_unregister_device(prism_bench);
	prism_unregister_drivers();
	root_device_unregister(prism_bench);
}

module_init(prism_init);
module_exit(prism_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated colour filters");
