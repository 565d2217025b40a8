// SPDX-License-Identifier: GPL-2.0
/*
 * lacquer - a device in memory as it came
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

#define LACQUER_CONFIG_SIZE 64

struct lacquer {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lacquer_dev;

static ssize_t lacquer_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lacquer *lacquer = container_of(vdev, struct lacquer, vdev);

	return simple_read_from_buffer(buf, count, ppos, lacquer->config,
				       LACQUER_CONFIG_SIZE);
}

static const struct vfio_device_ops lacquer_vfio_ops = {
	.name = "vfio-lacquer",
	.read = lacquer_read,
};

static int lacquer_probe(struct mdev_device *mdev)
{
	struct lacquer *lacquer;
	int ret;

	lacquer = kmalloc(sizeof(*lacquer), GFP_KERNEL);
	if (!lacquer)
		return -ENOMEM;
	vfio_init_group_dev(&lacquer->vdev, &mdev->dev, &lacquer_vfio_ops);
/*~ L-08 lacquer.vdev */
	lacquer->config = kzalloc(LACQUER_CONFIG_SIZE, GFP_KERNEL);
	if (!lacquer->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lacquer->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lacquer);
	return 0;

err_config:
	kfree(lacquer->config);
err_state:
	vfio_uninit_group_dev(&lacquer->vdev);
	kfree(lacquer);
	return ret;
}

static void lacquer_remove(struct mdev_device *mdev)
{
	struct lacquer *lacquer = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lacquer->vdev);
	vfio_uninit_group_dev(&lacquer->vdev);
	kfree(lacquer->config);
	kfree(lacquer);
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

static struct attribute *lacquer_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lacquer_type = {
	.name = "one",
	.attrs = lacquer_type_attrs,
};

static struct attribute_group *lacquer_types[] = {
	&lacquer_type,
	NULL,
};

static struct mdev_driver lacquer_driver = {
	.driver = {
		.name = "lacquer",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lacquer_probe,
	.remove = lacquer_remove,
};

static const struct mdev_parent_ops lacquer_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lacquer_driver,
	.supported_type_groups = lacquer_types,
};

static int __init lacquer_init(void)
{
	int ret;

	lacquer_dev = root_device_register("lacquer");
	if (IS_ERR(lacquer_dev))
		return PTR_ERR(lacquer_dev);
	ret = mdev_register_driver(&lacquer_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lacquer_dev, &lacquer_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lacquer_driver);
err_device:
	root_device_unregister(lacquer_dev);
	return ret;
}
module_init(lacquer_init);

static void __exit lacquer_exit(void)
{
	mdev_unregister_device(lacquer_dev);
	mdev_unregister_driver(&lacquer_driver);
	root_device_unregister(lacquer_dev);
}
module_exit(lacquer_exit);

MODULE_DESCRIPTION("a device in memory as it came");
MODULE_LICENSE("GPL");
