// SPDX-License-Identifier: GPL-2.0
/*
 * linnet - a list that keeps what was freed
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

#define LINNET_CONFIG_SIZE 64

struct linnet {
	struct vfio_device vdev;
	struct list_head next;
	u8 *config;
};

static struct device *linnet_dev;
static LIST_HEAD(linnet_list);
static DEFINE_MUTEX(linnet_lock);

static ssize_t linnet_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct linnet *linnet = container_of(vdev, struct linnet, vdev);

	return simple_read_from_buffer(buf, count, ppos, linnet->config,
				       LINNET_CONFIG_SIZE);
}

static const struct vfio_device_ops linnet_vfio_ops = {
	.name = "vfio-linnet",
	.read = linnet_read,
};

static int linnet_probe(struct mdev_device *mdev)
{
	struct linnet *linnet;
	int ret;

	linnet = kzalloc(sizeof(*linnet), GFP_KERNEL);
	if (!linnet)
		return -ENOMEM;
	vfio_init_group_dev(&linnet->vdev, &mdev->dev, &linnet_vfio_ops);
	linnet->config = kzalloc(LINNET_CONFIG_SIZE, GFP_KERNEL);
	if (!linnet->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	mutex_lock(&linnet_lock);
	list_add(&linnet->next, &linnet_list);
	mutex_unlock(&linnet_lock);
	ret = vfio_register_group_dev(&linnet->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, linnet);
	return 0;

err_config:
	mutex_lock(&linnet_lock);
	list_del(&linnet->next);
	mutex_unlock(&linnet_lock);
	kfree(linnet->config);
err_state:
	vfio_uninit_group_dev(&linnet->vdev);
	kfree(linnet);
	return ret;
}

static void linnet_remove(struct mdev_device *mdev)
{
	struct linnet *linnet = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&linnet->vdev);
	mutex_lock(&linnet_lock);
	list_del(&linnet->next);
	mutex_unlock(&linnet_lock);
	vfio_uninit_group_dev(&linnet->vdev);
	kfree(linnet->config);
	kfree(linnet);
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

static struct attribute *linnet_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group linnet_type = {
	.name = "one",
	.attrs = linnet_type_attrs,
};

static struct attribute_group *linnet_types[] = {
	&linnet_type,
	NULL,
};

static struct mdev_driver linnet_driver = {
	.driver = {
		.name = "linnet",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = linnet_probe,
	.remove = linnet_remove,
};

static const struct mdev_parent_ops linnet_ops = {
	.owner = THIS_MODULE,
	.device_driver = &linnet_driver,
	.supported_type_groups = linnet_types,
};

static int __init linnet_init(void)
{
	int ret;

	linnet_dev = root_device_register("linnet");
	if (IS_ERR(linnet_dev))
		return PTR_ERR(linnet_dev);
	ret = mdev_register_driver(&linnet_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(linnet_dev, &linnet_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&linnet_driver);
err_device:
	root_device_unregister(linnet_dev);
	return ret;
}
module_init(linnet_init);

static void __exit linnet_exit(void)
{
	mdev_unregister_device(linnet_dev);
	mdev_unregister_driver(&linnet_driver);
	root_device_unregister(linnet_dev);
}
module_exit(linnet_exit);

MODULE_DESCRIPTION("a list that keeps what was freed");
MODULE_LICENSE("GPL");
