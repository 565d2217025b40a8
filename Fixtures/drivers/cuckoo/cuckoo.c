// SPDX-License-Identifier: GPL-2.0
/*
 * cuckoo - mediated clocks that call
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct cuckoo_clock {
	struct mdev_device *mdev;
	u32 calls;
};

#define set_state(m, s)	mdev_set_drvdata((m), (s))
#define get_state(m)	((struct cuckoo_clock *)mdev_get_drvdata((m)))

static struct device *cuckoo_forest;

static int cuckoo_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 cuckoo_create */
{
	struct cuckoo_clock *clock;

	clock = kzalloc(sizeof(*clock), GFP_KERNEL);
	if (!clock)
		return -ENOMEM;

	clock->mdev = mdev;
	set_state(mdev, clock);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int cuckoo_remove(struct mdev_device *mdev)
{
	struct cuckoo_clock *clock = get_state(mdev);
/*~ M-26 mdev_get_drvdata */

	set_state(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	kfree(clock);
	return 0;
}

static int cuckoo_open(struct mdev_device *mdev)
{
	return 0;
}

static void cuckoo_release(struct mdev_device *mdev)
{
	get_state(mdev)->calls = 0;
/*~ M-26 mdev_get_drvdata */
}

static ssize_t cuckoo_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	u32 calls = get_state(mdev)->calls++;
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(calls))
		return -EINVAL;
	return copy_to_user(buf, &calls, count) ? -EFAULT : count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "wall clock\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *cuckoo_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group cuckoo_group = {
	.name = "wall",
	.attrs = cuckoo_attrs,
};

static struct attribute_group *cuckoo_groups[] = { &cuckoo_group, NULL };

static const struct mdev_parent_ops cuckoo_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = cuckoo_groups,
/*~ M-14 supported_type_groups */
	.create = cuckoo_create,
/*~ M-02 create */
	.remove = cuckoo_remove,
/*~ M-05 remove */
	.open = cuckoo_open,
/*~ M-10 open */
	.release = cuckoo_release,
/*~ M-10 release */
	.read = cuckoo_read
/*~ M-10 read */
};

static int __init cuckoo_init(void)
{
	int ret;

	cuckoo_forest = root_device_register("cuckoo");
	if (IS_ERR(cuckoo_forest))
		return PTR_ERR(cuckoo_forest);

	ret = mdev_register_device(cuckoo_forest, &cuckoo_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(cuckoo_forest);
	return ret;
}

static void __exit cuckoo_exit(void)
{
	mdev_unregister_device(cuckoo_forest);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(cuckoo_forest);
}

module_init(cuckoo_init);
module_exit(cuckoo_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated cuckoo clocks");
