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

static int prism_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 prism_create */
{
	struct prism_filter *filter;

	filter = kzalloc(sizeof(*filter), GFP_KERNEL);
	if (!filter)
		return -ENOMEM;

	filter->mask = 0xff;
	mdev_set_drvdata(mdev, filter);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int prism_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
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
	struct prism_filter *filter = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(filter->passed))
		return -EINVAL;
	if (copy_to_user(buf, &filter->passed, count))
		return -EFAULT;
	return count;
}

static ssize_t prism_write(struct mdev_device *mdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct prism_filter *filter = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 light;

	if (count != sizeof(light))
		return -EINVAL;
	if (copy_from_user(&light, buf, sizeof(light)))
		return -EFAULT;

	filter->passed = light & filter->mask;
	return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
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

static const struct mdev_parent_ops prism_clear_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = prism_groups,
/*~ M-14 supported_type_groups */
	.create = prism_create,
/*~ M-02 create */
	.remove = prism_remove,
/*~ M-05 remove */
	.open = prism_open,
/*~ M-10 open */
	.release = prism_release,
/*~ M-10 release */
	.read = prism_read,
/*~ M-10 read */
	.write = prism_write,
/*~ M-10 write */
};

static const struct mdev_parent_ops prism_opaque_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = prism_groups,
/*~ M-14 supported_type_groups */
	.create = prism_create,
/*~ M-02 create */
	.remove = prism_remove,
/*~ M-05 remove */
	.open = prism_open,
/*~ M-10 open */
	.release = prism_release,
/*~ M-10 release */
	.write = prism_write,
/*~ M-10 write */
};

static int __init prism_init(void)
{
	const struct mdev_parent_ops *ops = &prism_clear_ops;
/*~ M-16 mdev_parent_ops */
	int ret;

	if (opaque)
		ops = &prism_opaque_ops;

	prism_bench = root_device_register("prism");
	if (IS_ERR(prism_bench))
		return PTR_ERR(prism_bench);

	ret = mdev_register_device(prism_bench, ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(prism_bench);
	return ret;
}

static void __exit prism_exit(void)
{
	mdev_unregister_device(prism_bench);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(prism_bench);
}

module_init(prism_init);
module_exit(prism_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated colour filters");
