// SPDX-License-Identifier: GPL-2.0
/*
 * paddock - mediated meadows
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct paddock_meadow {
	u32 sheep;
};

static struct device *paddock_dev;

static int paddock_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 paddock_create */
{
	struct paddock_meadow *meadow;

	meadow = kzalloc(sizeof(*meadow), GFP_KERNEL);
	if (!meadow)
		return -ENOMEM;

	mdev_set_drvdata(mdev, meadow);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int paddock_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static int paddock_open(struct mdev_device *mdev)
{
	return 0;
}

static void paddock_release(struct mdev_device *mdev)
{
	struct paddock_meadow *meadow = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	meadow->sheep = 0;
}

static ssize_t paddock_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct paddock_meadow *meadow = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(meadow->sheep))
		return -EINVAL;

	meadow->sheep++;
	return copy_to_user(buf, &meadow->sheep, count) ? -EFAULT : count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "meadow\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *paddock_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group paddock_group = {
	.name = "meadow",
	.attrs = paddock_attrs,
};

static struct attribute_group *paddock_groups[] = { &paddock_group, NULL };

static const struct mdev_parent_ops paddock_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = paddock_groups,
/*~ M-14 supported_type_groups */
	.create = paddock_create,
/*~ M-02 create */
	.remove = paddock_remove,
/*~ M-05 remove */
	.open = paddock_open,
/*~ M-10 open */
	.release = paddock_release,
/*~ M-10 release */
	.read = paddock_read,
/*~ M-10 read */
};

static ssize_t gate_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sprintf(buf, "open\n");
}
static DEVICE_ATTR_RO(gate);

static int __init paddock_init(void)
{
	int ret;

	paddock_dev = root_device_register("paddock");
	if (IS_ERR(paddock_dev))
		return PTR_ERR(paddock_dev);

	ret = mdev_register_device(paddock_dev, &paddock_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(paddock_dev);
		return ret;
	}

	ret = device_create_file(paddock_dev, &dev_attr_gate);
	if (ret)
		goto out;

	dev_info(paddock_dev, "the gate is open\n");
out:
	if (ret) {
		mdev_unregister_device(paddock_dev);
/*~ M-19 mdev_unregister_device */
		root_device_unregister(paddock_dev);
	}
	return ret;
}

static void __exit paddock_exit(void)
{
	device_remove_file(paddock_dev, &dev_attr_gate);
	mdev_unregister_device(paddock_dev);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(paddock_dev);
}

module_init(paddock_init);
module_exit(paddock_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated meadows");
