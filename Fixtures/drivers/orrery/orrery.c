// SPDX-License-Identifier: GPL-2.0
/*
 * orrery - mediated models of the solar system
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define ORRERY_PLANETS	8

struct orrery {
	spinlock_t lock;
	u16 angle[ORRERY_PLANETS];
	bool wound;
};

static struct device *orrery_table;

static struct orrery *orrery_from_mdev(struct mdev_device *mdev)
{
	return mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
}

static void orrery_turn(struct mdev_device *mdev, unsigned int degrees)
{
	struct orrery *orrery = orrery_from_mdev(mdev);
	int i;

	spin_lock(&orrery->lock);
	for (i = 0; i < ORRERY_PLANETS; i++)
		orrery->angle[i] = (orrery->angle[i] + (degrees >> i)) % 360;
	spin_unlock(&orrery->lock);
}

static int orrery_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 orrery_create */
{
	struct orrery *orrery = kzalloc(sizeof(*orrery), GFP_KERNEL);

	if (!orrery)
		return -ENOMEM;

	spin_lock_init(&orrery->lock);
	mdev_set_drvdata(mdev, orrery);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int orrery_remove(struct mdev_device *mdev)
{
	kfree(orrery_from_mdev(mdev));
	return 0;
}

static int orrery_open(struct mdev_device *mdev)
{
	orrery_from_mdev(mdev)->wound = true;
	return 0;
}

static void orrery_release(struct mdev_device *mdev)
{
	orrery_from_mdev(mdev)->wound = false;
}

static ssize_t orrery_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct orrery *orrery = orrery_from_mdev(mdev);
	u16 angle[ORRERY_PLANETS];

	if (count != sizeof(angle))
		return -EINVAL;

	spin_lock(&orrery->lock);
	memcpy(angle, orrery->angle, sizeof(angle));
	spin_unlock(&orrery->lock);
	return copy_to_user(buf, angle, sizeof(angle)) ? -EFAULT : count;
}

static ssize_t orrery_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	u16 degrees;

	if (count != sizeof(degrees))
		return -EINVAL;
	if (copy_from_user(&degrees, buf, sizeof(degrees)))
		return -EFAULT;

	orrery_turn(mdev, degrees);
	return count;
}

static ssize_t wound_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct orrery *orrery = orrery_from_mdev(mdev_from_dev(dev));

	return sprintf(buf, "%d\n", orrery->wound);
}
static DEVICE_ATTR_RO(wound);

static struct attribute *orrery_dev_attrs[] = {
	&dev_attr_wound.attr,
	NULL,
};
ATTRIBUTE_GROUPS(orrery_dev);

static struct attribute *orrery_type_attrs[] = { NULL };

static struct attribute_group orrery_type_group = {
	.name = "brass",
	.attrs = orrery_type_attrs,
};

static struct attribute_group *orrery_type_groups[] = {
	&orrery_type_group,
	NULL,
};

static const struct mdev_parent_ops orrery_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.mdev_attr_groups = orrery_dev_groups,
/*~ M-12 mdev_attr_groups */
	.supported_type_groups = orrery_type_groups,
/*~ M-14 supported_type_groups */
	.create = orrery_create,
/*~ M-02 create */
	.remove = orrery_remove,
/*~ M-05 remove */
	.open = orrery_open,
/*~ M-10 open */
	.release = orrery_release,
/*~ M-10 release */
	.read = orrery_read,
/*~ M-10 read */
	.write = orrery_write,
/*~ M-10 write */
};

static int __init orrery_init(void)
{
	int ret;

	orrery_table = root_device_register("orrery");
	if (IS_ERR(orrery_table))
		return PTR_ERR(orrery_table);

	ret = mdev_register_device(orrery_table, &orrery_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(orrery_table);
	return ret;
}

static void __exit orrery_exit(void)
{
	mdev_unregister_device(orrery_table);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(orrery_table);
}

module_init(orrery_init);
module_exit(orrery_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated models of the solar system");
