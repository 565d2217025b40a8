// SPDX-License-Identifier: GPL-2.0
/*
 * lamp - a remove that leaves the device set
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

#define LAMP_CONFIG_SIZE 64

struct lamp {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lamp_dev;

static ssize_t lamp_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lamp *lamp = container_of(vdev, struct lamp, vdev);

	return simple_read_from_buffer(buf, count, ppos, lamp->config,
				       LAMP_CONFIG_SIZE);
}

static const struct vfio_device_ops lamp_vfio_ops = {
	.name = "vfio-lamp",
	.read = lamp_read,
};

static int lamp_probe(struct mdev_device *mdev)
{
	struct lamp *lamp;
	int ret;

	lamp = kzalloc(sizeof(*lamp), GFP_KERNEL);
	if (!lamp)
		return -ENOMEM;
	vfio_init_group_dev(&lamp->vdev, &mdev->dev, &lamp_vfio_ops);
	lamp->config = kzalloc(LAMP_CONFIG_SIZE, GFP_KERNEL);
	if (!lamp->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lamp->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lamp);
	return 0;

err_config:
	kfree(lamp->config);
err_state:
	vfio_uninit_group_dev(&lamp->vdev);
	kfree(lamp);
	return ret;
}

static void lamp_remove(struct mdev_device *mdev)
{
	struct lamp *lamp = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lamp->vdev);
/*~ L-06 vfio_unregister_group_dev */
	kfree(lamp->config);
	kfree(lamp);
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

static struct attribute *lamp_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lamp_type = {
	.name = "one",
	.attrs = lamp_type_attrs,
};

static struct attribute_group *lamp_types[] = {
	&lamp_type,
	NULL,
};

static struct mdev_driver lamp_driver = {
	.driver = {
		.name = "lamp",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lamp_probe,
	.remove = lamp_remove,
};

static const struct mdev_parent_ops lamp_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lamp_driver,
	.supported_type_groups = lamp_types,
};

static int __init lamp_init(void)
{
	int ret;

	lamp_dev = root_device_register("lamp");
	if (IS_ERR(lamp_dev))
		return PTR_ERR(lamp_dev);
	ret = mdev_register_driver(&lamp_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lamp_dev, &lamp_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lamp_driver);
err_device:
	root_device_unregister(lamp_dev);
	return ret;
}
module_init(lamp_init);

static void __exit lamp_exit(void)
{
	mdev_unregister_device(lamp_dev);
	mdev_unregister_driver(&lamp_driver);
	root_device_unregister(lamp_dev);
}
module_exit(lamp_exit);

MODULE_DESCRIPTION("a remove that leaves the device set");
MODULE_LICENSE("GPL");
