// SPDX-License-Identifier: GPL-2.0
/*
 * satchel - mediated bags, for whoever has something to carry
 *
 * Other modules hang satchels on their devices.
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define SATCHEL_SIZE	32

struct satchel_bag {
	struct vfio_device vdev;
	struct mdev_device *mdev;
	char things[SATCHEL_SIZE];
};

static const struct vfio_device_ops satchel_dev_ops;
static void satchel_release_state(struct satchel_bag *bag);

static int satchel_probe(struct mdev_device *mdev)
{
	struct satchel_bag *bag;
	int ret;

	bag = kzalloc(sizeof(*bag), GFP_KERNEL);
	if (!bag)
		return -ENOMEM;

	vfio_init_group_dev(&bag->vdev, &mdev->dev, &satchel_dev_ops);

	bag->mdev = mdev;
	dev_set_drvdata(&mdev->dev, bag);

	ret = vfio_register_group_dev(&bag->vdev);
	if (ret) {
		satchel_release_state(bag);
		return ret;
	}

	return 0;
}

static void satchel_release_state(struct satchel_bag *bag)
{
	kfree(bag);
}

static void satchel_remove(struct mdev_device *mdev)
{
	struct satchel_bag *bag = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&bag->vdev);
	satchel_release_state(bag);
}

static int satchel_open(struct vfio_device *vdev)
{
	return 0;
}

static void satchel_release(struct vfio_device *vdev)
{
}

static ssize_t satchel_write(struct vfio_device *vdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct satchel_bag *bag = container_of(vdev, struct satchel_bag, vdev);

	return simple_write_to_buffer(bag->things, sizeof(bag->things), ppos,
				      buf, count);
}

static void satchel_request(struct vfio_device *vdev, unsigned int count)
{
	dev_info(vdev->dev, "bag is wanted back (%u)\n", count);
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "leather bag\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *satchel_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group satchel_group = {
	.name = "bag",
	.attrs = satchel_attrs,
};

static struct attribute_group *satchel_groups[] = { &satchel_group, NULL };

static const struct vfio_device_ops satchel_dev_ops = {
	.name = "vfio-satchel",
	.open = satchel_open,
	.release = satchel_release,
	.write = satchel_write,
	.request = satchel_request,
};

static struct mdev_driver satchel_driver = {
	.driver = {
		.name = "satchel",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = satchel_probe,
	.remove = satchel_remove,
	.supported_type_groups = satchel_groups,
};

static DEFINE_MUTEX(satchel_parents_lock);
static unsigned int satchel_parents;

/* The driver is there as long as there are parents. */
static int satchel_register_parent(struct device *dev,
				   struct mdev_driver *driver)
{
	int ret;

	mutex_lock(&satchel_parents_lock);
	if (!satchel_parents) {
		ret = mdev_register_driver(&satchel_driver);
		if (ret)
			goto out_unlock;
	}

	ret = mdev_register_device(dev, driver);
	if (!ret)
		satchel_parents++;
	else if (!satchel_parents)
		mdev_unregister_driver(&satchel_driver);

out_unlock:
	mutex_unlock(&satchel_parents_lock);
	return ret;
}

static void satchel_unregister_parent(struct device *dev)
{
	mutex_lock(&satchel_parents_lock);
	mdev_unregister_device(dev);
	if (!--satchel_parents)
		mdev_unregister_driver(&satchel_driver);
	mutex_unlock(&satchel_parents_lock);
}

int satchel_hang(struct device *dev)
{
	int ret;

	ret = satchel_register_parent(dev, &satchel_driver);
	if (ret)
		dev_err(dev, "no room for a satchel: %d\n", ret);
	return ret;
}
EXPORT_SYMBOL_GPL(satchel_hang);

void satchel_take(struct device *dev)
{
	satchel_unregister_parent(dev);
}
EXPORT_SYMBOL_GPL(satchel_take);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated bags");
