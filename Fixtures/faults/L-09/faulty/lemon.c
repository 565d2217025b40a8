// SPDX-License-Identifier: GPL-2.0
/*
 * lemon - a message about an error that is not there yet
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

#define LEMON_CONFIG_SIZE 64

struct lemon {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lemon_dev;

static ssize_t lemon_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lemon *lemon = container_of(vdev, struct lemon, vdev);

	return simple_read_from_buffer(buf, count, ppos, lemon->config,
				       LEMON_CONFIG_SIZE);
}

static const struct vfio_device_ops lemon_vfio_ops = {
	.name = "vfio-lemon",
	.read = lemon_read,
};

static int lemon_probe(struct mdev_device *mdev)
{
	struct lemon *lemon;
	int ret;

	lemon = kzalloc(sizeof(*lemon), GFP_KERNEL);
	if (!lemon) {
		dev_err(&mdev->dev, "no memory: %d\n", ret);
/*~ L-09 ret */
		return -ENOMEM;
	}
	vfio_init_group_dev(&lemon->vdev, &mdev->dev, &lemon_vfio_ops);
	lemon->config = kzalloc(LEMON_CONFIG_SIZE, GFP_KERNEL);
	if (!lemon->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lemon->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lemon);
	return 0;

err_config:
	kfree(lemon->config);
err_state:
	vfio_uninit_group_dev(&lemon->vdev);
	kfree(lemon);
	return ret;
}

static void lemon_remove(struct mdev_device *mdev)
{
	struct lemon *lemon = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lemon->vdev);
	vfio_uninit_group_dev(&lemon->vdev);
	kfree(lemon->config);
	kfree(lemon);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *lemon_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lemon_type = {
	.name = "one",
	.attrs = lemon_type_attrs,
};

static struct attribute_group *lemon_types[] = {
	&lemon_type,
	NULL,
};

static struct mdev_driver lemon_driver = {
	.driver = {
		.name = "lemon",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lemon_probe,
	.remove = lemon_remove,
};

static const struct mdev_parent_ops lemon_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lemon_driver,
	.supported_type_groups = lemon_types,
};

static int __init lemon_init(void)
{
	int ret;

	lemon_dev = root_device_register("lemon");
	if (IS_ERR(lemon_dev))
		return PTR_ERR(lemon_dev);
	ret = mdev_register_driver(&lemon_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lemon_dev, &lemon_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lemon_driver);
err_device:
	root_device_unregister(lemon_dev);
	return ret;
}
module_init(lemon_init);

static void __exit lemon_exit(void)
{
	mdev_unregister_device(lemon_dev);
	mdev_unregister_driver(&lemon_driver);
	root_device_unregister(lemon_dev);
}
module_exit(lemon_exit);

MODULE_DESCRIPTION("a message about an error that is not there yet");
MODULE_LICENSE("GPL");
