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
	struct vfio_device vdev;
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

static const struct vfio_device_ops aviary_dev_ops;
static void aviary_release_state(struct aviary_bird *bird);

static int aviary_probe(struct mdev_device *mdev)
{
	struct aviary_bird *bird;
	int ret;

	bird = kzalloc(sizeof(*bird), GFP_KERNEL);
	if (!bird)
		return -ENOMEM;

	vfio_init_group_dev(&bird->vdev, &mdev->dev, &aviary_dev_ops);

	dev_set_drvdata(&mdev->dev, bird);

	mutex_lock(&aviary.door);
	list_add_tail(&bird->next, &aviary.birds);
	mutex_unlock(&aviary.door);

	ret = vfio_register_group_dev(&bird->vdev);
	if (ret) {
		aviary_release_state(bird);
		return ret;
	}

	return 0;
}

static void aviary_release_state(struct aviary_bird *bird)
{
	mutex_lock(&aviary.door);
	list_del(&bird->next);
	mutex_unlock(&aviary.door);

	kfree(bird);
}

static void aviary_remove(struct mdev_device *mdev)
{
	struct aviary_bird *bird = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&bird->vdev);
	aviary_release_state(bird);
}

static int aviary_open(struct vfio_device *vdev)
{
	return 0;
}

static void aviary_close(struct vfio_device *vdev)
{
}

static ssize_t aviary_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct aviary_bird *bird = container_of(vdev, struct aviary_bird, vdev);
	u32 songs;

	if (count != sizeof(songs))
		return -EINVAL;

	spin_lock(&aviary.air);
	songs = ++bird->songs;
	spin_unlock(&aviary.air);
	return copy_to_user(buf, &songs, sizeof(songs)) ? -EFAULT : count;
}

static ssize_t description_show(struct mdev_type *mtype,
				struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops aviary_dev_ops = {
	.name			= "vfio-aviary",
	.open			= aviary_open,
	.release		= aviary_close,
	.read			= aviary_read,
};

static struct mdev_driver aviary_driver = {
	.driver = {
		.name = "aviary",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = aviary_probe,
	.remove = aviary_remove,
};

static const struct mdev_parent_ops aviary_fops = {
	.owner			= THIS_MODULE,
	.device_driver		= &aviary_driver,
	.supported_type_groups	= aviary_type_groups,
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

	mutex_init(&aviary.door);
	spin_lock_init(&aviary.air);
	INIT_LIST_HEAD(&aviary.birds);

	ret = mdev_register_driver(&aviary_driver);
	if (ret)
		goto failed3;

	ret = mdev_register_device(aviary.dev, &aviary_fops);
	if (ret)
		goto failed4;

	return 0;

failed4:
	mdev_unregister_driver(&aviary_driver);
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
	mdev_unregister_driver(&aviary_driver);
	device_unregister(aviary.dev);
	class_destroy(aviary.class);
}

module_init(aviary_init)
module_exit(aviary_exit)

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated birds that sing in turn");
