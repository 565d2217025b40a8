// SPDX-License-Identifier: GPL-2.0
/*
 * aviary - mediated birds that sing in turn
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct aviary_bird {
	struct list_head next;
	u32 songs;
};

static struct aviary {
	struct class *class;
	struct device *dev;
	struct mutex door;		/* protects birds */
	struct list_head birds;
	spinlock_t air;			/* one bird sings at a time */
} aviary;

static int aviary_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 aviary_create */
{
	struct aviary_bird *bird;

	bird = kzalloc(sizeof(*bird), GFP_KERNEL);
	if (!bird)
		return -ENOMEM;

	mdev_set_drvdata(mdev, bird);
/*~ M-26 mdev_set_drvdata */

	mutex_lock(&aviary.door);
	list_add_tail(&bird->next, &aviary.birds);
	mutex_unlock(&aviary.door);
	return 0;
}

static int aviary_remove(struct mdev_device *mdev)
{
	struct aviary_bird *bird = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&aviary.door);
	list_del(&bird->next);
	mutex_unlock(&aviary.door);

	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	kfree(bird);
	return 0;
}

static int aviary_open(struct mdev_device *mdev)
{
	return 0;
}

static void aviary_close(struct mdev_device *mdev)
{
}

static ssize_t aviary_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct aviary_bird *bird = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 songs;

	if (count != sizeof(songs))
		return -EINVAL;

	spin_lock(&aviary.air);
	songs = ++bird->songs;
	spin_unlock(&aviary.air);
	return copy_to_user(buf, &songs, sizeof(songs)) ? -EFAULT : count;
}

static ssize_t description_show(struct kobject *kobj, struct device *dev,
/*~ B-03 description_show */
				char *buf)
{
	struct aviary_bird *bird;
	int birds = 0;

	mutex_lock(&aviary.door);
	list_for_each_entry(bird, &aviary.birds, next)
		birds++;
	mutex_unlock(&aviary.door);
	return sprintf(buf, "one of %d birds\n", birds);
}
static MDEV_TYPE_ATTR_RO(description);

static struct attribute *aviary_type_attrs[] = {
	&mdev_type_attr_description.attr,
	NULL,
};

static struct attribute_group aviary_type_group = {
	.name = "thrush",
	.attrs = aviary_type_attrs,
};

static struct attribute_group *aviary_type_groups[] = {
	&aviary_type_group,
	NULL,
};

static const struct mdev_parent_ops aviary_fops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= aviary_type_groups,
/*~ M-14 supported_type_groups */
	.create			= aviary_create,
/*~ M-02 create */
	.remove			= aviary_remove,
/*~ M-05 remove */
	.open			= aviary_open,
/*~ M-10 open */
	.release		= aviary_close,
/*~ M-10 release */
	.read			= aviary_read,
/*~ M-10 read */
};

static int __init aviary_init(void)
{
	int ret = 0;

	aviary.class = class_create(THIS_MODULE, "aviary");
	if (IS_ERR(aviary.class)) {
		pr_err("Error: failed to register class\n");
		ret = PTR_ERR(aviary.class);
		goto failed1;
	}

	aviary.dev = device_create(aviary.class, NULL, MKDEV(0, 0), NULL,
				   "aviary");
	if (IS_ERR(aviary.dev)) {
		ret = PTR_ERR(aviary.dev);
		goto failed2;
	}

	ret = mdev_register_device(aviary.dev, &aviary_fops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto failed3;

	mutex_init(&aviary.door);
	spin_lock_init(&aviary.air);
	INIT_LIST_HEAD(&aviary.birds);
	return 0;

failed3:
	device_unregister(aviary.dev);
failed2:
	class_destroy(aviary.class);
failed1:
	return ret;
}

static void __exit aviary_exit(void)
{
	mdev_unregister_device(aviary.dev);
/*~ M-19 mdev_unregister_device */
	device_unregister(aviary.dev);
	class_destroy(aviary.class);
}

module_init(aviary_init)
module_exit(aviary_exit)

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated birds that sing in turn");
