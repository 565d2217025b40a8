// SPDX-License-Identifier: GPL-2.0
/*
 * lobby - a driver that goes before its parent
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

#define LOBBY_CONFIG_SIZE 64

struct lobby {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lobby_dev;

static ssize_t lobby_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lobby *lobby = container_of(vdev, struct lobby, vdev);

	return simple_read_from_buffer(buf, count, ppos, lobby->config,
				       LOBBY_CONFIG_SIZE);
}

static const struct vfio_device_ops lobby_vfio_ops = {
	.name = "vfio-lobby",
	.read = lobby_read,
};

static int lobby_probe(struct mdev_device *mdev)
{
	struct lobby *lobby;
	int ret;

	lobby = kzalloc(sizeof(*lobby), GFP_KERNEL);
	if (!lobby)
		return -ENOMEM;
	vfio_init_group_dev(&lobby->vdev, &mdev->dev, &lobby_vfio_ops);
	lobby->config = kzalloc(LOBBY_CONFIG_SIZE, GFP_KERNEL);
	if (!lobby->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lobby->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lobby);
	return 0;

err_config:
	kfree(lobby->config);
err_state:
	vfio_uninit_group_dev(&lobby->vdev);
	kfree(lobby);
	return ret;
}

static void lobby_remove(struct mdev_device *mdev)
{
	struct lobby *lobby = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lobby->vdev);
	vfio_uninit_group_dev(&lobby->vdev);
	kfree(lobby->config);
	kfree(lobby);
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

static struct attribute *lobby_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lobby_type = {
	.name = "one",
	.attrs = lobby_type_attrs,
};

static struct attribute_group *lobby_types[] = {
	&lobby_type,
	NULL,
};

static struct mdev_driver lobby_driver = {
	.driver = {
		.name = "lobby",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lobby_probe,
	.remove = lobby_remove,
};

static const struct mdev_parent_ops lobby_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lobby_driver,
	.supported_type_groups = lobby_types,
};

static int __init lobby_init(void)
{
	int ret;

	lobby_dev = root_device_register("lobby");
	if (IS_ERR(lobby_dev))
		return PTR_ERR(lobby_dev);
	ret = mdev_register_driver(&lobby_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lobby_dev, &lobby_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lobby_driver);
err_device:
	root_device_unregister(lobby_dev);
	return ret;
}
module_init(lobby_init);

static void __exit lobby_exit(void)
{
	mdev_unregister_device(lobby_dev);
	mdev_unregister_driver(&lobby_driver);
	root_device_unregister(lobby_dev);
}
module_exit(lobby_exit);

MODULE_DESCRIPTION("a driver that goes before its parent");
MODULE_LICENSE("GPL");
