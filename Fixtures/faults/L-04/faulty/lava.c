// SPDX-License-Identifier: GPL-2.0
/*
 * lava - a count that a failing registration leaves
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LAVA_CONFIG_SIZE 64

struct lava {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lava_dev;
static DEFINE_MUTEX(lava_lock);
static unsigned int lava_count;

static ssize_t lava_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lava *lava = container_of(vdev, struct lava, vdev);

	return simple_read_from_buffer(buf, count, ppos, lava->config,
				       LAVA_CONFIG_SIZE);
}

static const struct vfio_device_ops lava_vfio_ops = {
	.name = "vfio-lava",
	.read = lava_read,
};

static int lava_probe(struct mdev_device *mdev)
{
	struct lava *lava;
	int ret;

	lava = kzalloc(sizeof(*lava), GFP_KERNEL);
	if (!lava)
		return -ENOMEM;
	vfio_init_group_dev(&lava->vdev, &mdev->dev, &lava_vfio_ops);
	lava->config = kzalloc(LAVA_CONFIG_SIZE, GFP_KERNEL);
	if (!lava->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	mutex_lock(&lava_lock);
	if (lava_count >= 7) {
		mutex_unlock(&lava_lock);
		ret = -ENOSPC;
		goto err_config;
	}
	lava_count++;
	mutex_unlock(&lava_lock);
	ret = vfio_register_group_dev(&lava->vdev);
/*~ L-04 lava_count */
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lava);
	return 0;

err_config:
	kfree(lava->config);
err_state:
	vfio_uninit_group_dev(&lava->vdev);
	kfree(lava);
	return ret;
}

static void lava_remove(struct mdev_device *mdev)
{
	struct lava *lava = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lava->vdev);
	vfio_uninit_group_dev(&lava->vdev);
	kfree(lava->config);
	kfree(lava);
	mutex_lock(&lava_lock);
	lava_count--;
	mutex_unlock(&lava_lock);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%u\n", 7 - lava_count);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *lava_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lava_type = {
	.name = "one",
	.attrs = lava_type_attrs,
};

static struct attribute_group *lava_types[] = {
	&lava_type,
	NULL,
};

static struct mdev_driver lava_driver = {
	.driver = {
		.name = "lava",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lava_probe,
	.remove = lava_remove,
};

static const struct mdev_parent_ops lava_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lava_driver,
	.supported_type_groups = lava_types,
};

static int __init lava_init(void)
{
	int ret;

	lava_dev = root_device_register("lava");
	if (IS_ERR(lava_dev))
		return PTR_ERR(lava_dev);
	ret = mdev_register_driver(&lava_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lava_dev, &lava_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lava_driver);
err_device:
	root_device_unregister(lava_dev);
	return ret;
}
module_init(lava_init);

static void __exit lava_exit(void)
{
	mdev_unregister_device(lava_dev);
	mdev_unregister_driver(&lava_driver);
	root_device_unregister(lava_dev);
}
module_exit(lava_exit);

MODULE_DESCRIPTION("a count that a failing registration leaves");
MODULE_LICENSE("GPL");
