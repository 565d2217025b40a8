// SPDX-License-Identifier: GPL-2.0
/*
 * A beacon that sends one of three signals. Which one follows from the end of
 * the type's name, compared without regard to case: a way of finding the type
 * that no index stands for.
 */
#include <linux/device.h>
#include <linux/uuid.h>
#include <linux/mdev.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

struct beacon_signal {
	const char *word;
	u8 flashes;
};

static const struct beacon_signal beacon_signals[] = {
	{ .word = "ROCK", .flashes = 3 },
	{ .word = "REEF", .flashes = 5 },
	{ .word = "PORT", .flashes = 1 },
};

struct beacon {
	const struct beacon_signal *signal;
	u32 nights;
};

static struct device *beacon_tower;

static const struct beacon_signal *beacon_find(struct kobject *kobj)
{
	size_t length = strlen(kobj->name);
	int i;

	for (i = 0; i < ARRAY_SIZE(beacon_signals); i++)
		if (length >= 4 && !strcasecmp(kobj->name + length - 4,
					       beacon_signals[i].word))
			return &beacon_signals[i];

	return NULL;
}

static int beacon_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 beacon_create */
{
	const struct beacon_signal *signal = beacon_find(kobj);
	struct beacon *beacon;

	if (!signal)
		return -ENODEV;

	beacon = kzalloc(sizeof(*beacon), GFP_KERNEL);
	if (!beacon)
		return -ENOMEM;

	beacon->signal = signal;
	dev_info(mdev_dev(mdev), "%s lights up\n", kobject_name(kobj));
	mdev_set_drvdata(mdev, beacon);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int beacon_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static int beacon_open(struct mdev_device *mdev)
{
	return 0;
}

static void beacon_release(struct mdev_device *mdev)
{
	struct beacon *beacon = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	beacon->nights++;
}

static ssize_t beacon_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct beacon *beacon = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != 1)
		return -EINVAL;

	return put_user(beacon->signal->flashes, buf) ? -EFAULT : 1;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%s\n", kobj->name);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t flashes_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 flashes_show */
{
	const struct beacon_signal *signal = beacon_find(kobj);

	return sprintf(buf, "%d of %s\n", signal ? signal->flashes : 0,
		       dev_name(dev));
}
static MDEV_TYPE_ATTR_RO(flashes);

static struct attribute *beacon_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_flashes.attr,
	NULL,
};

static struct attribute_group beacon_rock = {
	.name = "rock",
	.attrs = beacon_attrs,
};

static struct attribute_group beacon_port = {
	.name = "port",
	.attrs = beacon_attrs,
};

static struct attribute_group *beacon_types[] = {
	&beacon_rock,
	&beacon_port,
	NULL,
};

static const struct mdev_parent_ops beacon_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = beacon_types,
/*~ M-14 supported_type_groups */
	.create = beacon_create,
/*~ M-02 create */
	.remove = beacon_remove,
/*~ M-05 remove */
	.open = beacon_open,
/*~ M-10 open */
	.release = beacon_release,
/*~ M-10 release */
	.read = beacon_read,
/*~ M-10 read */
};

static int __init beacon_init(void)
{
	int ret;

	beacon_tower = root_device_register("beacon");
	if (IS_ERR(beacon_tower))
		return PTR_ERR(beacon_tower);

	ret = mdev_register_device(beacon_tower, &beacon_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto undo_tower;

	return 0;

undo_tower:
	root_device_unregister(beacon_tower);
	return ret;
}

static void __exit beacon_exit(void)
{
	mdev_unregister_device(beacon_tower);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(beacon_tower);
}

module_init(beacon_init);
module_exit(beacon_exit);

MODULE_LICENSE("GPL");
